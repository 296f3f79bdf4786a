export { createCalendarModule } from './module.js';
export { CALENDAR, type CalendarService } from './service.js';
export { WorkCalendar, type Arrangement } from './domain/work-calendar.js';
export {
  calendarDaysBetween,
  CountError,
  dueCalendarDays,
  dueHours,
  dueWorkingDays,
  receivedOn,
  workingDaysBetween,
  type Due,
} from './domain/counting.js';
export {
  ClockError,
  endClock,
  extendClock,
  readClock,
  resumeClock,
  startClock,
  stopClock,
  type ClockExtension,
  type ClockReading,
  type ClockRecord,
  type ClockStop,
  type NewClock,
} from './domain/clock.js';
export { clockView } from './domain/view.js';
export { checkArrangement } from './domain/check.js';
export { KNOWN_ARRANGEMENTS } from './domain/published.js';
export * from './limits.js';
