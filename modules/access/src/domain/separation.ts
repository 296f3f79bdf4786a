/** 系统管理员、安全管理员、审计管理员: nobody holds two of them, and none of them handles cases (GB/T 22239-2019, 8.1.5). */
export const ADMIN_POSTS = ['admin-system', 'admin-security', 'admin-audit'] as const;
export type AdminPost = (typeof ADMIN_POSTS)[number];

/** Titles for installations whose packs bring none. */
export const ADMIN_TITLES: Readonly<Record<AdminPost, string>> = {
  'admin-system': '系统管理员',
  'admin-security': '安全管理员（三员）',
  'admin-audit': '审计管理员',
};

export const isAdminPost = (post: string): post is AdminPost => (ADMIN_POSTS as readonly string[]).includes(post);

/** Why these posts may not be held by one person, as a sentence; undefined when they may. */
export function postConflict(posts: readonly string[]): string | undefined {
  const admin = [...new Set(posts.filter(isAdminPost))];
  if (admin.length > 1) return '系统管理员、安全管理员、审计管理员三员互斥，一人只能担任其中之一。';
  if (admin.length === 1 && posts.some((post) => !isAdminPost(post)))
    return '三员不得兼任业务或配置岗位，请分别授予不同的人。';
  return undefined;
}
