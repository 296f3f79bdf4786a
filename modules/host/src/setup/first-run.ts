import { randomInt, timingSafeEqual, createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { FieldError, SetupAdministrator, SetupRequest, SetupResult } from '@anliu/contract';
import { Access, ADMIN_POSTS } from '@anliu/access';
import { AppError, forbidden, invalid, type Platform } from '@anliu/kit';
import { Organization } from '@anliu/organization';

/** In the data folder until the installation is set up; whoever may read that folder may set it up. */
export const SETUP_CODE_FILE = 'setup-code.txt';
/** Wrong codes after which a new one is made. */
const MAX_CODE_TRIES = 10;

const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

export interface FirstRunParts {
  readonly platform: Platform;
  /** Remembers the region in the settings of the installation. */
  saveRegion(region: string): void;
}

/**
 * The first run of an installation without demonstration: three administrators with passwords of their own, region and first unit.
 * Interrupted, it is repeated from the beginning; done, it never comes back.
 */
export class FirstRun {
  readonly #parts: FirstRunParts;
  readonly #file: string;
  #needed = false;
  #tries = 0;
  #running: Promise<SetupResult> | undefined;

  constructor(parts: FirstRunParts) {
    this.#parts = parts;
    this.#file = path.join(parts.platform.config.dataDir, SETUP_CODE_FILE);
  }

  get needed(): boolean {
    return this.#needed;
  }

  async start(): Promise<void> {
    const { config, services, log } = this.#parts.platform;
    this.#needed = !config.demonstration && !(await services.use(Access).isSetUp());
    if (!this.#needed) return;
    if (!fs.existsSync(this.#file)) this.#newCode();
    log.info('the installation waits to be set up', { code: this.#file });
  }

  /** @throws AppError 404 once it is done, 403 for a wrong code, 400 with the fields that are wrong */
  async run(request: SetupRequest): Promise<SetupResult> {
    this.#checkCode(request.code);
    if (this.#running) return this.#running;
    this.#running = this.#run(request).finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #run(request: SetupRequest): Promise<SetupResult> {
    const { services, audit } = this.#parts.platform;
    const organization = services.use(Organization);
    const access = services.use(Access);
    this.#check(request);
    this.#parts.saveRegion(request.region);
    const unit = await organization.putFirstUnit({ name: request.unit.trim(), region: request.region });
    const recovery: SetupResult['recovery'] = [];
    for (const administrator of request.administrators) {
      const code = await access.createAdministrator({ ...administrator, organization: unit.id });
      recovery.push({ login: administrator.login, name: administrator.name, code });
    }
    await audit({
      action: 'setup.done',
      target: unit.id,
      outcome: 'done',
      by: 'anonymous',
      detail: {
        region: request.region,
        title: unit.name,
        to: request.administrators.map((one) => one.login).join('，'),
      },
    });
    await access.markSetUp();
    this.#needed = false;
    fs.rmSync(this.#file, { force: true });
    return { recovery };
  }

  #check({ region, administrators }: SetupRequest): void {
    const { services } = this.#parts.platform;
    const errors: FieldError[] = [];
    const refuse = (path: string, code: string, message: string): void => void errors.push({ path, code, message });
    if (!services.use(Organization).region(region)) refuse('region', 'unknown', '请选择行政区划。');
    for (const post of ADMIN_POSTS)
      if (administrators.filter((one) => one.post === post).length !== 1)
        refuse('administrators', 'three', '三名管理员（系统、安全、审计）各须一人。');
    administrators.forEach((one, index) => {
      const at = (field: keyof SetupAdministrator): string => `administrators.${index}.${field}`;
      const others = administrators.filter((_, other) => other !== index);
      if (others.some((other) => other.login === one.login))
        refuse(at('login'), 'duplicate', '三名管理员的登录名不能相同。');
      if (others.some((other) => other.name === one.name)) refuse(at('name'), 'duplicate', '三名管理员须为不同的人。');
      if (one.phone && others.some((other) => other.phone === one.phone))
        refuse(at('phone'), 'duplicate', '三名管理员的手机号不能相同。');
      if (others.some((other) => other.password === one.password))
        refuse(at('password'), 'duplicate', '三名管理员的口令不能相同，请各自设置。');
      const weak = services.use(Access).passwordProblem(one.password, { login: one.login, name: one.name });
      if (weak) refuse(at('password'), 'weak', weak);
    });
    if (errors.length) throw invalid(errors.map((error) => error.message).join(' '), errors);
  }

  #checkCode(given: string): void {
    if (!this.#needed) throw new AppError(404, 'NOT_FOUND', '系统已完成初始化。');
    const expected = fs.readFileSync(this.#file, 'utf8').split('\n')[0] ?? '';
    const plain = (text: string): Buffer =>
      createHash('sha256')
        .update(text.toUpperCase().replace(/[^A-Z0-9]/g, ''))
        .digest();
    if (timingSafeEqual(plain(given), plain(expected))) return;
    this.#tries += 1;
    if (this.#tries >= MAX_CODE_TRIES) {
      this.#tries = 0;
      this.#newCode();
      throw forbidden('安装码多次不正确，已更换。请重新从数据目录的 setup-code.txt 读取。', 'SETUP_CODE');
    }
    throw forbidden('安装码不正确。请从启动窗口或数据目录的 setup-code.txt 读取。', 'SETUP_CODE');
  }

  #newCode(): void {
    const group = (): string =>
      Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    const code = Array.from({ length: GROUPS }, group).join('-');
    const temporary = `${this.#file}.new`;
    fs.writeFileSync(
      temporary,
      `${code}\n# 安装码：首次打开网页时填写，设置三名管理员后自动删除。\n# Set-up code: asked for by the first page, deleted afterwards.\n`,
      { mode: 0o600 },
    );
    fs.renameSync(temporary, this.#file);
  }
}
