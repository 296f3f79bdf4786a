import fs from 'node:fs';
import path from 'node:path';
import type { DemoRegion, Person } from '@anliu/organization';
import { generatePassword } from '../domain/password.js';
import type { Accounts } from '../store/accounts.js';
import type { AccessModels } from '../store/models.js';

export const DEMO_PASSWORD_FILE = 'demo-passwords.txt';
const MARK = 'demo-accounts';

/**
 * Gives every person of the demonstration region a random password of this installation and writes them down for whoever may read
 * the data folder. The mark is written last: interrupted, everything is made anew and the file matches.
 */
export async function makeDemoAccounts(
  models: AccessModels,
  accounts: Accounts,
  demo: DemoRegion,
  people: readonly Person[],
  dataDir: string,
  now: Date,
): Promise<boolean> {
  if (await models.marks.exists({ _id: MARK })) return false;
  const logins = new Set([
    ...demo.people.map((person) => person.login),
    ...demo.enterprises.flatMap((enterprise) => enterprise.people.map((person) => person.login)),
  ]);
  const chosen = people
    .filter((person) => logins.has(person.login))
    .map((person) => ({ person, password: generatePassword() }));
  writeTable(path.join(dataDir, DEMO_PASSWORD_FILE), chosen);
  await Promise.all(
    chosen.map(({ person, password }) =>
      accounts.setPassword(person.id, password, { mustChange: false, now, demo: true, generated: true }),
    ),
  );
  await models.marks.create({ _id: MARK, at: now });
  return true;
}

function writeTable(file: string, rows: readonly { person: Person; password: string }[]): void {
  const lines = [
    '# 演示账号。口令为本次安装随机生成；正式使用前请停用这些账号。',
    '# Demonstration accounts. Passwords are random for this installation; disable the accounts before real use.',
    '# 登录名 login      口令 password        姓名 岗位',
    ...rows.map(({ person, password }) => {
      const posts = person.posts.map((post) => `${post.organization.name}·${post.title}`).join('，');
      return `${person.login.padEnd(18)}${password.padEnd(20)}${person.name}  ${posts}`;
    }),
  ];
  const temporary = `${file}.new`;
  fs.writeFileSync(temporary, `${lines.join('\n')}\n`, { mode: 0o600 });
  fs.renameSync(temporary, file);
}
