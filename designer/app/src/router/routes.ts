import type { RouteRecordRaw } from 'vue-router';
import type { PlaceId } from '@anliu/contract';

declare module 'vue-router' {
  interface RouteMeta {
    /** Open without a session. */
    open?: boolean;
    /** Shown without the frame of the application. */
    bare?: boolean;
    /** At least one of these places must be the person's. */
    places?: PlaceId[];
    /** Catalogue key of the page title. */
    title?: string;
    /** Designers use the whole width and height. */
    full?: boolean;
  }
}

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('../screens/home-screen.vue') },
  {
    path: '/login',
    name: 'login',
    meta: { open: true, bare: true, title: 'login.title' },
    component: () => import('../screens/login/login-screen.vue'),
  },
  {
    path: '/first-run',
    name: 'first-run',
    meta: { open: true, bare: true, title: 'firstRun.title' },
    component: () => import('../screens/first-run/first-run-screen.vue'),
  },
  {
    path: '/recovery',
    name: 'recovery',
    meta: { open: true, bare: true, title: 'login.recovery.title' },
    component: () => import('../screens/login/recovery-screen.vue'),
  },
  {
    path: '/second-factor',
    name: 'second-factor',
    meta: { title: 'login.factor.title' },
    component: () => import('../screens/login/second-factor-screen.vue'),
  },
  {
    path: '/to-confirm',
    name: 'to-confirm',
    meta: { title: 'administration.grants.title' },
    component: () => import('../screens/confirm-screen.vue'),
  },
  {
    path: '/password',
    name: 'password',
    meta: { title: 'login.passwordTitle' },
    component: () => import('../screens/login/password-screen.vue'),
  },
  {
    path: '/workbench/:view(todo|claimable|done|started|cc|drafts)?',
    name: 'workbench',
    meta: { places: ['workbench'], title: 'workbench.title', full: true },
    component: () => import('../screens/workbench/workbench-screen.vue'),
  },
  {
    path: '/tasks/:id',
    name: 'task',
    meta: { places: ['workbench'], title: 'task.title', full: true },
    component: () => import('../screens/task/task-screen.vue'),
    props: true,
  },
  {
    path: '/start',
    name: 'start',
    meta: { places: ['workbench', 'cases'], title: 'cases.start.title' },
    component: () => import('../screens/start/start-list-screen.vue'),
  },
  {
    path: '/start/:process',
    name: 'start-form',
    meta: { places: ['workbench', 'cases'], title: 'cases.start.title', full: true },
    component: () => import('../screens/start/start-form-screen.vue'),
    props: true,
  },
  {
    path: '/cases',
    name: 'cases',
    meta: { places: ['cases', 'workbench'], title: 'cases.title' },
    component: () => import('../screens/cases/case-list-screen.vue'),
  },
  {
    path: '/cases/:id',
    name: 'case',
    meta: { places: ['cases', 'workbench'], title: 'cases.one' },
    component: () => import('../screens/case/case-screen.vue'),
    props: true,
  },
  {
    path: '/enterprises',
    name: 'enterprises',
    meta: { places: ['enterprises'], title: 'enterprises.title' },
    component: () => import('../screens/enterprises/enterprise-list-screen.vue'),
  },
  {
    path: '/enterprises/import/:id?',
    name: 'enterprise-import',
    meta: { places: ['enterprises'], title: 'enterprises.wizard.title' },
    component: () => import('../screens/enterprises/import-screen.vue'),
    props: true,
  },
  {
    path: '/enterprises/:uscc',
    name: 'enterprise',
    meta: { places: ['enterprises', 'cases', 'workbench'], title: 'enterprises.one' },
    component: () => import('../screens/enterprises/enterprise-screen.vue'),
    props: true,
  },
  {
    path: '/configuration',
    name: 'configuration',
    meta: { places: ['configuration'], title: 'configuration.title' },
    component: () => import('../screens/configuration/pack-list-screen.vue'),
  },
  {
    path: '/configuration/packs/:id',
    name: 'pack',
    meta: { places: ['configuration'], title: 'configuration.title' },
    component: () => import('../screens/configuration/pack-screen.vue'),
    props: true,
  },
  {
    path: '/configuration/packs/:id/:kind(processes|forms)/:artifact',
    name: 'designer',
    meta: { places: ['configuration'], title: 'configuration.title', full: true },
    component: () => import('../screens/configuration/designer-screen.vue'),
    props: true,
  },
  {
    path: '/administration/:section(accounts|people|units|calendar|policies|grants|operations|audit)?/:view(incidents|unassigned|cases|workers)?/:no?',
    name: 'administration',
    meta: { places: ['administration'], title: 'administration.title' },
    component: () => import('../screens/administration/administration-screen.vue'),
    props: true,
  },
  {
    path: '/:path(.*)*',
    name: 'not-found',
    meta: { title: 'errors.notFoundTitle' },
    component: () => import('../screens/not-found-screen.vue'),
  },
];
