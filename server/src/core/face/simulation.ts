// Face of core: predictions, explanations of a status, and diagnoses.
export {
  diagnosisJson,
  diagnosisMarkdown,
  diagnosisText,
  headOf,
  notTheCause,
  observedText,
  whereOf,
  type DiagnosisContext,
} from '../report/diagnosis.js';
export { simulationHtml } from '../report/simulation-html.js';
export { questionOf, type Question } from '../simulate/questions.js';
export { urlAt, urlOfConfigurationPath } from '../simulate/target.js';
export type { Cause } from '../simulate/causes.js';
export { explanationJson, explanationMarkdown, explanationText } from '../report/explanation.js';
export { simulationJson, simulationText } from '../report/simulation.js';
export { buildWorld, clientCertificate } from '../simulate/build-world.js';
export { diagnose, type Diagnosis, type DiagnosisInput, type DiagnosisState } from '../simulate/diagnose.js';
export { explainOn } from '../simulate/explain-on.js';
export { explain, type Explanation, type Subject } from '../simulate/explain.js';
export type { ClientCertificate, Origin } from '../simulate/model.js';
export { readRequest, requestAt } from '../simulate/request.js';
export { simulate, type Prediction } from '../simulate/simulate.js';
export { pathOfInterest, variantsOf } from '../simulate/variants.js';
export type { World } from '../simulate/world.js';
export { parseStatusText } from '../status/status-text.js';
export { win32Code } from '../status/win32-codes.js';
export { explainable } from '../workspace/explainable.js';
