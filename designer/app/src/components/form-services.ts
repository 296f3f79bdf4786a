import type { FormServices } from '@anliu/designer-form';
import { asApiError } from '../api/api-error.js';
import { codesApi, peopleApi, regionsApi } from '../api/directory.js';
import { enterprisesApi } from '../api/enterprises.js';
import { uploadFile } from '../api/files.js';
import { errorSentence } from '../composables/use-error-words.js';

/** What forms look up and send, answered by the platform. */
export const formServices: FormServices = {
  loadCodes: async (id, on) => (await codesApi.table(id, on)).items,

  async searchPeople({ text, posts }) {
    const q = text ? { q: text } : {};
    const found = await Promise.all(
      posts?.length ? posts.map((post) => peopleApi.search({ ...q, post })) : [peopleApi.search(q)],
    );
    return [...new Map(found.flat().map((person) => [person.id, person])).values()];
  },

  searchEnterprises: async (text) =>
    (await enterprisesApi.list({ ...(text ? { q: text } : {}), size: 20 })).items.map(({ uscc, name }) => ({
      uscc,
      name,
    })),

  async loadRegions(within) {
    const top = within === undefined ? await regionsApi.below() : [];
    const parents = within === undefined ? top.map((region) => region.code) : [within];
    const below = await Promise.all(
      parents.map(async (parent) => (await regionsApi.below(parent)).map((region) => ({ ...region, parent }))),
    );
    return [...top, ...below.flat()];
  },

  upload: (file, options) =>
    uploadFile(file, options).catch((failure: unknown) => {
      if (failure instanceof DOMException) throw failure;
      // The form shows the message as it is, so it must be a sentence.
      throw new Error(errorSentence(asApiError(failure)));
    }),

  fileUrl: (file) => file.url ?? `/api/files/${encodeURIComponent(file.id)}`,
  thumbnailUrl: (file) => file.thumbnail ?? `/api/files/${encodeURIComponent(file.id)}/thumbnail`,
};
