/** Days and instants of fields: `date` holds a day, `datetime` an instant with offset. */
export { isDay as isDate, isInstant as isDateTime } from '@anliu/office-time';
