import { createApp } from 'vue';
import { createPinia } from 'pinia';
import './theme/index.js';
import App from './app.vue';
import { i18n } from './i18n/index.js';
import { router } from './router/index.js';
import { usePreferencesStore } from './stores/preferences.js';

const app = createApp(App);
app.use(createPinia());
usePreferencesStore();
app.use(i18n);
app.use(router);
app.mount('#app');
