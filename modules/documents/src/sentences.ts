import { catalogue } from '@anliu/sentences';

export const say = catalogue('documents', {
  permissionVoid: ['作废文书', 'Void documents'],
});
