/** Server-sent events of `GET /api/events`: only a hint to reload; never data. */
export type ServerEvent =
  | { type: 'tasks-changed'; added: number }
  | { type: 'case-changed'; case: string; version: number }
  | { type: 'notice'; title: string };

export interface NoticeView {
  id: string;
  title: string;
  text: string;
  at: string;
  read: boolean;
  link?: string;
}

/** One code table item; `GET /api/codes/:id?on=YYYY-MM-DD` → `{ id, title, items }`. */
export interface CodeItem {
  code: string;
  name: string;
  parent?: string;
  from?: string;
  to?: string;
  extra?: Record<string, string>;
}
