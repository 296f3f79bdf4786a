import 'element-plus/dist/index.css';
import zhCn from 'element-plus/es/locale/lang/zh-cn';
import { ElConfigProvider } from 'element-plus';
import { createApp, defineComponent, h, ref, type Component } from 'vue';
import type { FileRef, FormData } from '@anliu/form-model';
import { AnliuForm, AnliuFormDesigner, type AnliuFormHandle, type ServerError } from '../../src/index.js';
import { CODES, CONTEXT, DEFINITION, ENTERPRISES, PEOPLE } from './example.js';
import './page.css';

/** The form designer, with what it emits written out. */
const DesignerPage = defineComponent(() => {
  const definition = ref(DEFINITION);
  return () =>
    h(ElConfigProvider as unknown as Component, { locale: zhCn }, () => [
      h('div', { class: 'designer' }, [
        h(AnliuFormDesigner, {
          modelValue: definition.value,
          codeTables: Object.keys(CODES).map((id) => ({ id, title: id })),
          services: { loadCodes: async (id: string) => CODES[id] ?? [] },
          context: CONTEXT,
          'onUpdate:modelValue': (next: typeof DEFINITION) => (definition.value = next),
        }),
      ]),
      h('pre', { id: 'data' }, JSON.stringify(definition.value)),
    ]);
});

/** One page that does with the form what the application does: keep the value, validate, submit, show what the server said. */
const Page = defineComponent(() => {
  const query = new URLSearchParams(location.search);
  const data = ref<FormData>(JSON.parse(query.get('data') ?? '{}') as FormData);
  const handle = ref<AnliuFormHandle>();
  const serverErrors = ref<ServerError[]>([]);
  const sent = ref('');
  const upload = async (file: File, { onProgress }: { onProgress(fraction: number): void }): Promise<FileRef> => {
    if (file.name.startsWith('bad')) throw new Error('网络中断');
    for (const fraction of [0.3, 0.7, 1]) {
      onProgress(fraction);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const picture = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><rect width="80" height="60" fill="#7a8ea8"/></svg>')}`;
    pictures.set(file.name, picture);
    return { id: file.name, name: file.name, type: file.type, size: file.size, takenAt: '2026-11-23T09:30:00+08:00' };
  };
  const pictures = new Map<string, string>();
  const services = {
    loadCodes: async (id: string) => CODES[id] ?? [],
    searchPeople: async ({ text }: { text: string }) => PEOPLE.filter((person) => person.name.includes(text)),
    searchEnterprises: async (text: string) => ENTERPRISES.filter((item) => item.name.includes(text)),
    upload,
    fileUrl: (file: FileRef) => pictures.get(file.id) ?? 'data:,',
    thumbnailUrl: (file: FileRef) => pictures.get(file.id) ?? 'data:,',
  };
  const submit = async (): Promise<void> => {
    serverErrors.value = [];
    const errors = (await handle.value?.validate()) ?? [];
    if (errors.length === 0) sent.value = JSON.stringify(handle.value?.submission());
  };
  return () =>
    h(ElConfigProvider as unknown as Component, { locale: zhCn }, () =>
      h('div', { class: 'page' }, [
        h('h1', '现场检查记录'),
        h(AnliuForm, {
          ref: handle,
          definition: DEFINITION,
          view: query.get('view') ?? 'record',
          modelValue: data.value,
          context: CONTEXT,
          services,
          serverErrors: serverErrors.value,
          'onUpdate:modelValue': (next: FormData) => {
            data.value = next;
          },
        }),
        h('footer', [
          h('button', { id: 'submit', onClick: submit }, '提交'),
          h(
            'button',
            {
              id: 'server',
              onClick: () =>
                (serverErrors.value = [{ path: query.get('error') ?? 'phone', message: '该号码已登记在另一家企业。' }]),
            },
            '模拟服务器退回',
          ),
          h(
            'button',
            { id: 'draft', onClick: () => (data.value = JSON.parse(query.get('draft') ?? '{}') as FormData) },
            '取回草稿',
          ),
        ]),
        h('pre', { id: 'sent' }, sent.value),
        h('pre', { id: 'data' }, JSON.stringify(data.value)),
      ]),
    );
});

createApp(new URLSearchParams(location.search).has('designer') ? DesignerPage : Page).mount('#app');
