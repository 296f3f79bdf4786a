export { createOperationsModule } from './module.js';
export {
  INSTALLATION,
  type BackupResult,
  type Installation,
  type NewWorkerToken,
  type WorkerDirectory,
} from './installation.js';
