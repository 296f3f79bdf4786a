import type { ServiceRegistry } from '@anliu/kit';
import type { DocumentsPort } from './ports.js';

export function documentsPort(services: ServiceRegistry): DocumentsPort {
  void services;
  throw new Error('documents are not there yet');
}
