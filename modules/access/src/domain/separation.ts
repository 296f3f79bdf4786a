import type { Sentence } from '@anliu/sentences';
import { say } from '../sentences.js';

/** 系统管理员、安全管理员、审计管理员: nobody holds two of them, and none of them handles cases (GB/T 22239-2019, 8.1.5). */
export const ADMIN_POSTS = ['admin-system', 'admin-security', 'admin-audit'] as const;
export type AdminPost = (typeof ADMIN_POSTS)[number];

/** Titles for installations whose packs bring none. */
export const ADMIN_TITLES: Readonly<Record<AdminPost, Sentence>> = {
  'admin-system': say.titleSystem,
  'admin-security': say.titleSecurity,
  'admin-audit': say.titleAudit,
};

export const isAdminPost = (post: string): post is AdminPost => (ADMIN_POSTS as readonly string[]).includes(post);

/** Why these posts may not be held by one person, as a sentence; undefined when they may. */
export function postConflict(posts: readonly string[]): Sentence | undefined {
  const admin = [...new Set(posts.filter(isAdminPost))];
  if (admin.length > 1) return say.adminsExclusive;
  if (admin.length === 1 && posts.some((post) => !isAdminPost(post))) return say.adminsOnly;
  return undefined;
}
