import type { Area } from '../catalogue.js';

export const common = {
  product: ['安流', 'Anliu'],
  productLine: ['安全生产业务办理平台', 'Work-safety case platform'],
  action: {
    cancel: ['取消', 'Cancel'],
    close: ['关闭', 'Close'],
    back: ['返回', 'Back'],
    retry: ['重新加载', 'Reload'],
    search: ['搜索', 'Search'],
    clear: ['清除', 'Clear'],
    save: ['保存', 'Save'],
    print: ['打印', 'Print'],
    open: ['打开', 'Open'],
    more: ['更多', 'More'],
    confirm: ['确定', 'Confirm'],
    show: ['查看', 'View'],
  },
  state: {
    loading: ['正在加载', 'Loading'],
    waitingFor: ['仍在等待服务器返回{what}，请稍候。', 'Still waiting for {what} from the server.'],
    empty: ['暂无内容', 'Nothing here yet'],
    noValue: ['未填写', 'Not given'],
  },
  grade: {
    major: ['重大', 'Major'],
    larger: ['较大', 'Larger'],
    general: ['一般', 'General'],
    low: ['低', 'Low'],
    label: ['等级：{grade}', 'Grade: {grade}'],
  },
  unit: {
    WD: ['{n} 个工作日', '{n} working days'],
    CD: ['{n} 日', '{n} days'],
    H: ['{n} 小时', '{n} hours'],
    N: ['{n}', '{n}'],
  },
  paging: {
    total: ['共 {total} 条', '{total} in total'],
    totalSorted: ['共 {total} 条，{order}', '{total} in total, {order}'],
    more: ['超过 {total} 条', 'more than {total}'],
    moreSorted: ['超过 {total} 条，{order}', 'more than {total}, {order}'],
    label: ['分页', 'Pages'],
    previous: ['上一页', 'Previous'],
    next: ['下一页', 'Next'],
    page: ['第 {page} / {pages} 页', 'Page {page} of {pages}'],
  },
} satisfies Area;
