import { CODES } from '@anliu/codes';
import { notFound, route, type AnliuModule, type Platform } from '@anliu/kit';
import { z } from 'zod';
import { createForms } from './forms.js';
import { FORMS } from './service.js';
import { formModel } from './store/forms.js';
import { say } from './sentences.js';

/** Published forms and the server's side of filling them in. */
export function createFormsModule(platform: Platform): AnliuModule {
  const { services, storage, clock } = platform;
  const deps = { codes: (id: string, on: string) => services.use(CODES).codes(id, on) };
  const forms = createForms(formModel(storage), deps, () => clock.now());
  services.provide(FORMS, forms);
  return {
    name: 'forms',
    permissions: [],
    routes: [
      route({
        method: 'GET',
        path: '/api/forms/:id/:version',
        access: { authenticated: true },
        summary: '已发布的表单定义',
        params: z.strictObject({ id: z.string().max(80), version: z.coerce.number().int().min(1).max(999_999_999) }),
        handle: async ({ params }) => {
          if (!params.id.startsWith('form.')) throw notFound(say.missing({ form: params.id }));
          return { definition: await forms.definition(params.id, params.version) };
        },
      }),
    ],
  };
}
