export interface Period {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** Both ends belong to the period; days compare as texts. */
export const covers = ({ from, until }: Period, day: string): boolean =>
  (from === undefined || from <= day) && (until === undefined || day <= until);

export const isOver = ({ until }: Period, day: string): boolean => until !== undefined && until < day;
