export type { Problem } from '@anliu/engine-xml';
