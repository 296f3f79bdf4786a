import { randomInt, timingSafeEqual, createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { SetupAdministrator, SetupRequest, SetupResult } from '@anliu/contract';
import { Access, ADMIN_POSTS } from '@anliu/access';
import { AppError, conflict, forbidden, invalid, type FieldRefusal, type Message, type Platform } from '@anliu/kit';
import { LANGUAGES, together } from '@anliu/sentences';
import { Organization } from '@anliu/organization';
import { say } from '../sentences.js';

/** In the data folder until the installation is set up; whoever may read that folder may set it up. */
export const SETUP_CODE_FILE = 'setup-code.txt';
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
  #isRunning = false;

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

  /** @throws AppError 404 once it is done, 403 for a wrong code, 409 while another set-up runs, 400 with the fields that are wrong */
  async run(request: SetupRequest): Promise<SetupResult> {
    this.#checkCode(request.code);
    if (this.#isRunning) throw conflict('SETUP_RUNNING', say.setupRunning);
    this.#isRunning = true;
    return this.#run(request).finally(() => (this.#isRunning = false));
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
    const errors: FieldRefusal[] = [];
    const refuse = (path: string, code: string, message: Message): void => void errors.push({ path, code, message });
    if (!services.use(Organization).region(region)) refuse('region', 'unknown', say.chooseRegion);
    for (const post of ADMIN_POSTS)
      if (administrators.filter((one) => one.post === post).length !== 1)
        refuse('administrators', 'three', say.oneOfEach);
    administrators.forEach((one, index) => {
      const at = (field: keyof SetupAdministrator): string => `administrators.${index}.${field}`;
      const others = administrators.filter((_, other) => other !== index);
      if (others.some((other) => other.login === one.login)) refuse(at('login'), 'duplicate', say.sameLogin);
      if (others.some((other) => other.name === one.name)) refuse(at('name'), 'duplicate', say.samePerson);
      if (one.phone && others.some((other) => other.phone === one.phone))
        refuse(at('phone'), 'duplicate', say.samePhone);
      if (others.some((other) => other.password === one.password))
        refuse(at('password'), 'duplicate', say.samePassword);
      const weak = services.use(Access).passwordProblem(one.password, { login: one.login, name: one.name });
      if (weak) refuse(at('password'), 'weak', weak);
    });
    if (errors.length) throw invalid(together(errors.map((error) => error.message)), errors);
  }

  #checkCode(given: string): void {
    if (!this.#needed) throw new AppError(404, 'NOT_FOUND', say.isSetUp);
    const expected = fs.readFileSync(this.#file, 'utf8').split('\n')[0] ?? '';
    const plain = (text: string): Buffer =>
      createHash('sha256')
        .update(text.toUpperCase().replace(/[^A-Z0-9]/g, ''))
        .digest();
    if (timingSafeEqual(plain(given), plain(expected))) return;
    // Nobody guesses one of 31^16 codes; one that changed after wrong ones could be kept from whoever reads it, by wrong ones.
    throw forbidden(say.codeWrong, 'SETUP_CODE');
  }

  #newCode(): void {
    const group = (): string =>
      Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    const code = Array.from({ length: GROUPS }, group).join('-');
    const temporary = `${this.#file}.new`;
    fs.writeFileSync(
      temporary,
      `${code}\n${LANGUAGES.map((language) => `# ${say.codeFile.in(language)}\n`).join('')}`,
      { mode: 0o600 },
    );
    fs.renameSync(temporary, this.#file);
  }
}
