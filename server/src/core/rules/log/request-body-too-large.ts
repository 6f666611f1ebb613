// 413: the body did not fit into the read-ahead buffer while the certificate was to be asked for.
import { defineLogRule, logSources } from '../log-rule.js';

export default defineLogRule({
  id: 'log/request-body-too-large',
  severity: 'warning',
  title: 'Request body too large',
  shows: '413, the request body is too large',
  means: 'IIS refused a request because its body is too large (413).',
  why: 'While IIS asks for the client certificate after the request has begun, the body must fit into uploadReadAheadSize. Sending messages with attachments is affected first.',
  fix: 'Set uploadReadAheadSize of the ActiveSync virtual directory to the largest message you allow (49152 covers 48 KB; the ActiveSync limit is 10 MB by default); its own web.config wins over applicationHost.config. Or let HTTP.SYS negotiate client certificates on the binding.',
  advice: 'Increase uploadReadAheadSize',
  sources: [logSources.statusCodes, logSources.seed],
  selects: (signature) => signature.kind === 'status' && signature.status === 413,
  setting: 'uploadReadAheadSize',
});
