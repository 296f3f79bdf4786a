import type { Arrangement } from '../domain/work-calendar.js';

/** Not published yet: statutory festivals only, so every date counted across 2027 is 暂定. */
export const YEAR_2027: Arrangement = {
  year: 2027,
  status: 'provisional',
  papers: [],
  source: '《全国年节及纪念日放假办法》所列节日，通知发布前暂用',
  days: [
    { date: '2027-01-01', name: '元旦', off: true },
    { date: '2027-02-05', name: '除夕', off: true },
    { date: '2027-02-06', name: '春节', off: true },
    { date: '2027-02-07', name: '春节', off: true },
    { date: '2027-02-08', name: '春节', off: true },
    { date: '2027-04-05', name: '清明节', off: true },
    { date: '2027-05-01', name: '劳动节', off: true },
    { date: '2027-05-02', name: '劳动节', off: true },
    { date: '2027-06-09', name: '端午节', off: true },
    { date: '2027-09-15', name: '中秋节', off: true },
    { date: '2027-10-01', name: '国庆节', off: true },
    { date: '2027-10-02', name: '国庆节', off: true },
    { date: '2027-10-03', name: '国庆节', off: true },
  ],
};
