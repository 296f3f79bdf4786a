import type { NoticeView } from '@anliu/contract';
import { http } from './http.js';

export const noticesApi = {
  list: (): Promise<NoticeView[]> =>
    http
      .get<NoticeView[] | { items: NoticeView[] }>('/api/notices')
      .then((body) => (Array.isArray(body) ? body : body.items)),
  read: (id: string): Promise<void> => http.post(`/api/notices/${encodeURIComponent(id)}/read`, {}),
};
