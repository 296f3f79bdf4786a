export { createFormsModule } from './module.js';
export {
  FORMS,
  type AcceptedSubmission,
  type FormPin,
  type FormsService,
  type LookUp,
  type ResolvedForm,
} from './service.js';
export { formContext } from './context.js';
