export { addDays, addMonths, daysBetween, isDay, utcDay, weekdayOf, yearOf, type Day } from './day.js';
export {
  clockOf,
  compareTimes,
  dayIn,
  dayOf,
  endOfDay,
  instantOf,
  isInstant,
  officeIso,
  parseInstant,
  startOfDay,
} from './instant.js';
export {
  dateText,
  dateTimeText,
  inputText,
  momentText,
  shortDateText,
  timeText,
  wallClock,
  type WallClock,
} from './text.js';
export { chineseDateTime, chineseDay } from './chinese.js';
