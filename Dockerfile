# The command line in a container: docker run --rm --volume "$PWD:/data:ro" exchange-cba check
FROM node:20-slim AS build
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:20-slim
COPY --from=build /source/dist/cli.js /source/dist/main.js /source/dist/ThirdPartyNotices.txt /opt/exchange-cba/dist/
COPY --from=build /source/docs/rules /opt/exchange-cba/docs/rules
COPY --from=build /source/LICENSE /opt/exchange-cba/
USER node
WORKDIR /data
ENTRYPOINT ["node", "/opt/exchange-cba/dist/cli.js"]
CMD ["check"]
