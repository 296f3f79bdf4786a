export type ClockUnit = 'WD' | 'CD' | 'H';
export type ClockState = 'running' | 'stopped' | 'ended';

/** A statutory clock as a screen shows it. Days are counted by the working calendar of the case's region. */
export interface ClockView {
  id: string;
  name: string;
  unit: ClockUnit;
  state: ClockState;
  startedAt: string;
  /** Due instant, ISO 8601 with offset. */
  due: string;
  endedAt?: string;
  /** Total, used, excluded (stopped) and remaining amount in `unit`; remaining is negative when overdue. */
  total: number;
  used: number;
  excluded: number;
  remaining: number;
  /** Remaining working days whatever the unit is; what inbox rows say. */
  remainingWorkingDays: number;
  overdue: boolean;
  /** 暂定: computed with a calendar year that is not yet published. */
  provisional: boolean;
  stops: { from: string; to?: string; reason: string }[];
  parameter?: string;
  legalBasis?: string;
}
