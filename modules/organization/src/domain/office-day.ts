const OFFICE = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The day in the office at this instant, `YYYY-MM-DD`. */
export const officeDay = (at: Date): string => OFFICE.format(at);
