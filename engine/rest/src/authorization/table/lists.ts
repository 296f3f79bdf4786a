import type { Requirement, Requirements } from '../requirement.js';

/** A list and its count, each by GET and by POST. */
export const list = (path: string): Requirements => ({
  [`GET ${path}`]: 'filtered',
  [`POST ${path}`]: 'filtered',
  [`GET ${path}/count`]: 'filtered',
  [`POST ${path}/count`]: 'filtered',
});

/** The same demand for several operations: `every(need, 'GET /a', 'PUT /b')`. */
export const every = (requirement: Requirement, ...operations: readonly string[]): Requirements =>
  Object.fromEntries(operations.map((operation) => [operation, requirement]));

/** Variables of something: reading and writing. */
export const variables = (path: string, read: Requirement, write: Requirement): Requirements => ({
  ...every(read, `GET ${path}`, `GET ${path}/:varName`, `GET ${path}/:varName/data`),
  ...every(write, `POST ${path}`, `PUT ${path}/:varName`, `DELETE ${path}/:varName`, `POST ${path}/:varName/data`),
});
