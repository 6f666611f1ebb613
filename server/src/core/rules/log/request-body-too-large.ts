// 413: the body did not fit into the read-ahead buffer before the certificate was requested.
import { defineLogRule, logSources } from '../log-rule.js';

export default defineLogRule({
  id: 'log/request-body-too-large',
  severity: 'warning',
  title: 'Request body too large',
  shows: '413, the request body is too large',
  means: 'IIS rejected a request because its body is too large (413).',
  why: 'If IIS requests the client certificate after the request has begun, the body must fit into uploadReadAheadSize. Messages with attachments fail first.',
  fix: 'Set uploadReadAheadSize of the ActiveSync virtual directory to the size of the largest message that you allow (49152 is enough for 48 KB; the ActiveSync limit is 10 MB by default). Its web.config overrides applicationHost.config. Or configure the binding so that HTTP.SYS negotiates client certificates.',
  advice: 'Increase uploadReadAheadSize',
  sources: [logSources.statusCodes, logSources.seed],
  selects: (signature) => signature.kind === 'status' && signature.status === 413,
  setting: 'uploadReadAheadSize',
});
