import { catalogue } from '@anliu/sentences';

export const say = catalogue('packs', {
  noteMissing: ['请填写发布说明', 'Say what is published'],
});
