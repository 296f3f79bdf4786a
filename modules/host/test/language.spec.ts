import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRODUCT_MODULES } from '../src/compose.js';
import { runHost, type Answer, type RunningHost, type Visitor } from './running-host.js';

let running: RunningHost;
let officer: Visitor;
beforeAll(async () => {
  running = await runHost({ modules: PRODUCT_MODULES });
  officer = await running.login('officer1');
});
afterAll(() => running.host.stop());

const asked = (language: string | undefined, path: string): Promise<Answer> =>
  running.request(path, {
    headers: { cookie: officer.cookie, ...(language === undefined ? {} : { 'accept-language': language }) },
  });
const CHINESE = /[\u4e00-\u9fff]/;

describe('a refusal', () => {
  it('is told in the language the request asks for', async () => {
    const english = await asked('en', '/api/no-such-thing');
    expect(english.body.error).toMatchObject({ code: 'NOT_FOUND' });
    expect(english.body.error?.message).toBe('There is no such address; check it and try again.');
    expect((await asked('zh-CN', '/api/no-such-thing')).body.error?.message).toBe('没有这个接口地址，请检查后重试。');
  });

  it('is told in Chinese to whoever asks for nothing, for anything, or for a language there is not', async () => {
    for (const language of [undefined, '*', 'fr', 'nonsense;q=x'])
      expect((await asked(language, '/api/no-such-thing')).body.error?.message).toMatch(CHINESE);
  });

  it('of a login is told in it, whoever knocks', async () => {
    const refused = (language: string) =>
      running.request('/api/session', {
        method: 'POST',
        headers: { 'accept-language': language },
        body: { login: 'nobody-here', password: 'wrong' },
      });
    const [english, chinese] = [(await refused('en')).body.error, (await refused('zh')).body.error];
    expect(english).toMatchObject({
      code: 'AUTH_BAD_CREDENTIALS',
      message: 'Login or password is not right. Check them and try again.',
    });
    expect(chinese?.message).toBe('登录名或口令不正确，请核对后重试。');
  });

  it('of a step names every field in it', async () => {
    const start = (language: string) =>
      officer.send(
        'POST',
        '/api/cases',
        { process: 'inspection', data: {} },
        { 'accept-language': language, 'idempotency-key': `language-${language}` },
      );
    const english = (await start('en')).body.error;
    expect(english, JSON.stringify(english)).toMatchObject({ code: 'FORM_INVALID' });
    expect(english?.fields?.length).toBeGreaterThan(0);
    // Titles of fields are data of the pack and stay as they are.
    for (const field of english?.fields ?? []) expect(field.message).toMatch(/^(Fill in|Choose|Upload|“[^”]*” needs)/);
    const chinese = (await start('zh')).body.error;
    expect(chinese?.fields?.map(({ path, code }) => [path, code])).toEqual(
      english?.fields?.map(({ path, code }) => [path, code]),
    );
    expect(chinese?.message).toMatch(/^请/);
  });

  it('names the fields in that language, too', async () => {
    const refuse = (language: string) =>
      officer.send('PUT', '/api/session/post', { post: 5, more: 1 }, { 'accept-language': language });
    const english = (await refuse('en-GB, en;q=0.8, zh;q=0.5')).body.error;
    expect([english?.message, ...(english?.fields ?? []).map((field) => field.message)].join()).not.toMatch(CHINESE);
    expect(english?.fields?.[0]).toMatchObject({ path: 'post', message: 'is missing or has the wrong type' });
    const chinese = (await refuse('zh')).body.error;
    expect(chinese).toMatchObject({ code: english?.code, message: '提交内容有误：“post”缺少或类型不正确。' });
  });
});
