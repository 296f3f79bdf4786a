import { catalogue } from '@anliu/sentences';

export const say = catalogue('calendar', {
  permissionManage: ['维护工作日历', 'Keep the working calendar'],
});
