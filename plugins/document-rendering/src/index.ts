export { createPlugin, TOPIC, type Plugin, type PluginOptions } from './plugin.js';
export { renderPdf, MAX_HTML_LENGTH, type RenderOptions } from './render.js';
