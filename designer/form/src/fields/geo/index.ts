import type { GeoValue } from '@anliu/form-model';
import GeoWidget from './geo-widget.vue';
import type { FieldLook } from '../look.js';

export const geo: FieldLook<'geo'> = {
  words: { 'zh-CN': { title: '位置' }, en: { title: 'Position' } },
  group: 'files',
  widget: GeoWidget,
  isGroup: () => true,
  read(_, value) {
    const { lng, lat, address } = value as GeoValue;
    return `${address ? `${address} ` : ''}${lng.toFixed(6)}, ${lat.toFixed(6)}`;
  },
  create: (base) => ({ ...base, type: 'geo' }),
};
