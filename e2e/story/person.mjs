// A person at a browser: everything is found by what is written on the screen, as a person would find it.
import path from 'node:path';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const PATIENCE_MS = 20_000;
/** A screen is loaded when this many looks, this far apart, saw no request under way. */
const CALM_LOOKS = 3;
const LOOK_MS = 30;

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A field's label as written, with or without the mark of a required field. */
const labelled = (label) => new RegExp(`^\\s*${escape(label)}\\s*(\\*?\\s*必填)?\\s*$`);

export class Person {
  /** Answers other than 2xx that nobody asked for, and whatever the console calls an error. */
  complaints = [];
  refusals = [];
  #deliberate = false;
  /** What each tab has asked for and not got yet, but for its event stream. */
  #underWay = new WeakMap();

  static async arrive(stage, login) {
    const context = await stage.browser.newContext({
      viewport: DESK,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    });
    const person = new Person();
    Object.assign(person, { stage, name: login, context });
    context.setDefaultTimeout(PATIENCE_MS);
    person.page = await person.newTab();
    return person;
  }

  async newTab() {
    const page = await this.context.newPage();
    page.on('console', (message) => {
      if (message.type() !== 'error' || /Failed to load resource/.test(message.text())) return;
      this.complaints.push(message.text());
    });
    const underWay = new Set();
    this.#underWay.set(page, underWay);
    page.on('request', (request) => request.resourceType() !== 'eventsource' && underWay.add(request));
    page.on('requestfinished', (request) => underWay.delete(request));
    page.on('requestfailed', (request) => underWay.delete(request));
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('response', (response) => {
      if (response.status() < 400) return;
      const line = `${response.status()} ${response.request().method()} ${new URL(response.url()).pathname}`;
      (this.#deliberate ? this.refusals : this.complaints).push(line);
    });
    return page;
  }

  /** What happens in here may be refused by the server: that is the point. */
  async deliberately(work) {
    this.#deliberate = true;
    try {
      return await work();
    } finally {
      this.#deliberate = false;
    }
  }

  async login() {
    // Whoever is not logged in yet is told so by the server once.
    await this.deliberately(async () => {
      await this.page.goto(`${this.stage.url}/login`);
      await this.page.getByLabel('登录名').waitFor();
    });
    await this.page.getByLabel('登录名').fill(this.name);
    await this.page.getByLabel('口令', { exact: true }).fill(this.stage.passwords.get(this.name));
    await this.page.getByRole('button', { name: '登录' }).click();
    await this.page.getByRole('navigation', { name: '主导航' }).first().waitFor();
  }

  open = (address) => this.page.goto(`${this.stage.url}${address}`);

  /** Waits until the text is on the screen. */
  see = (text, scope = this.page) => scope.getByText(text).locator('visible=true').first().waitFor();
  heading = (name) => this.page.getByRole('heading', { name }).first().waitFor();
  press = (name, scope = this.page) => scope.getByRole('button', { name, exact: true }).first().click();
  follow = (name, scope = this.page) => scope.getByRole('link', { name }).first().click();
  menu = () => this.page.getByRole('navigation', { name: '主导航' }).first().getByRole('link').allInnerTexts();

  field = (label, scope = this.page) => scope.getByLabel(labelled(label)).first();
  fill = (label, value, scope) => this.field(label, scope).fill(String(value));

  async date(label, value, scope) {
    const field = this.field(label, scope);
    await field.fill(value);
    await field.press('Enter');
  }

  /** Opens the list of a field and takes one or several entries; people and enterprises are found by typing. */
  async choose(label, options, { scope, search } = {}) {
    const field = this.field(label, scope);
    await field.click({ force: true });
    for (const option of [options].flat()) {
      if (search) await field.fill(search === true ? option : search);
      const entry = this.page.getByRole('option', { name: option }).locator('visible=true').first();
      await entry.waitFor();
      // What an earlier round chose stays chosen: pressing it again would take it away.
      if ((await entry.getAttribute('aria-selected')) !== 'true') await entry.click();
    }
    await this.page.keyboard.press('Escape');
  }

  /** 是/否, or one of a few named answers beside a label. */
  async answer(label, option, scope = this.page) {
    const group = scope
      .getByRole('radiogroup', { name: labelled(label) })
      .or(scope.getByRole('group', { name: labelled(label) }));
    await group.first().getByText(option, { exact: true }).click();
  }

  /** Hands files to the file input of a field and waits until they have arrived. */
  async attach(label, files, scope = this.page) {
    const list = [files].flat();
    const group = scope.getByRole('group', { name: labelled(label) }).first();
    await group.locator('input[type=file]').first().setInputFiles(list);
    for (const file of list)
      await group
        .getByRole('button', { name: `查看 ${file.name}` })
        .first()
        .waitFor();
  }

  /** Finds a step in the inbox by the case it belongs to, and opens it on its own page. */
  async openStep(step, caseNo, { claim = false } = {}) {
    await this.open(`/workbench/${claim ? 'claimable' : 'todo'}?q=${encodeURIComponent(caseNo)}`);
    const row = this.page.locator('.inbox-list__link').filter({ hasText: step });
    const show = this.page.getByRole('button', { name: '显示', exact: true });
    await row.or(show).first().waitFor();
    if (await show.isVisible()) await show.click();
    await row.first().click();
    await this.page.getByRole('link', { name: '展开办理' }).click();
    await this.page.getByRole('heading', { level: 1, name: step }).waitFor();
    if (claim) {
      await this.press('领取');
      await this.see('已领取');
    }
  }

  /** Presses an outcome and waits for the sentence that says what happened. */
  async act(outcome, { opinion, told } = {}) {
    if (opinion) await this.page.getByRole('textbox', { name: /^意见/ }).fill(opinion);
    await this.page
      .getByRole('region', { name: '办理操作' })
      .getByRole('button', { name: outcome, exact: true })
      .click();
    await this.page.getByRole('heading', { name: '办理结果' }).waitFor();
    if (told) await this.see(told);
  }

  async absent(text) {
    if (await this.page.getByText(text).locator('visible=true').count())
      throw new Error(`“${text}” should not be here`);
  }

  /** Waits until nothing is being loaded, so that a picture shows the screen and not its way there. */
  async #quiet() {
    const underWay = this.#underWay.get(this.page);
    const deadline = Date.now() + PATIENCE_MS;
    let calm = 0;
    while (calm < CALM_LOOKS && Date.now() < deadline) {
      await this.page.waitForTimeout(LOOK_MS);
      calm = underWay.size === 0 ? calm + 1 : 0;
    }
    await settled(this.page);
  }

  /** Pictures at desk and phone size into the folder of screens. */
  async shot(name, { phone = true } = {}) {
    const { page } = this;
    await this.#quiet();
    await page.screenshot({ path: path.join(this.stage.screens, `${name}-1440.png`) });
    if (!phone) return;
    await page.setViewportSize(PHONE);
    await settled(page);
    await page.screenshot({ path: path.join(this.stage.screens, `${name}-390.png`) });
    await page.setViewportSize(DESK);
    await settled(page);
  }
}

const settled = (page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
