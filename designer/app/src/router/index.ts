import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router';
import { t } from '../i18n/index.js';
import { useSessionStore } from '../stores/session.js';
import { useWelcomeStore } from '../stores/welcome.js';
import { ownAddress } from './own-address.js';
import { setPageTitle } from './page-title.js';
import { routes } from './routes.js';

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.beforeEach(async (to) => {
  const session = useSessionStore();
  if (!session.loaded) await session.load().catch(() => undefined);
  if (!session.info) {
    const welcome = useWelcomeStore();
    if (!welcome.value) await welcome.load();
    // An installation without administrators begins with its first run, wherever one came to.
    if (welcome.value?.setup) return to.name === 'first-run' ? true : { name: 'first-run' };
    if (to.name === 'first-run') return { name: 'login' };
  }
  if (to.meta.open) return to.name === 'login' && session.info ? ownAddress(to.query['to']) : true;
  if (!session.info) return { name: 'login', query: to.fullPath === '/' ? {} : { to: to.fullPath } };
  if (session.info.mustChangePassword && to.name !== 'password')
    return { name: 'password', query: { to: to.fullPath } };
  const { mustChangePassword, mustEnrolSecondFactor } = session.info;
  if (mustEnrolSecondFactor && !mustChangePassword && to.name !== 'second-factor')
    return { name: 'second-factor', query: { to: to.fullPath } };
  return true;
});

const titleOf = (route: RouteLocationNormalized): string => (route.meta.title ? t(route.meta.title) : '');

router.afterEach((to, from) => {
  if (to.path !== from.path || !document.title) setPageTitle(titleOf(to));
  if (from.matched.length && to.path !== from.path && to.name !== from.name) {
    // A screen reader starts at the new page, not in the menu of the old one.
    requestAnimationFrame(() => document.getElementById('main')?.focus({ preventScroll: true }));
  }
});
