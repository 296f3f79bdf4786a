import { bool, blob, int, maybeInt, maybeText, table, text, textIndexed, timeIndexed } from './columns.js';

export const DEPLOYMENT = table('deployment', {
  id: text,
  name: maybeText,
  source: maybeText,
  deploymentTime: timeIndexed,
  tenantId: maybeText,
});

export const RESOURCE = table('resource', {
  id: text,
  deploymentId: textIndexed,
  name: text,
  bytes: blob,
});

export const PROCESS_DEFINITION = table(
  'process_definition',
  {
    /** `key:version:uuid`. */
    id: text,
    key: textIndexed,
    version: int,
    category: maybeText,
    name: maybeText,
    description: maybeText,
    versionTag: maybeText,
    deploymentId: textIndexed,
    resourceName: text,
    diagramResourceName: maybeText,
    suspended: bool,
    startableInTasklist: bool,
    hasStartFormKey: bool,
    historyTimeToLive: maybeInt,
    tenantId: maybeText,
  },
  [['key', 'version']],
);
