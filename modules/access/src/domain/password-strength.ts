import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** Words every guesser of this office tries first. */
const OFFICE_WORDS = [
  'anliu',
  'yingji',
  'yingjiju',
  'yingjiguanli',
  'anquan',
  'anjian',
  'anwei',
  'zhifa',
  'guanliyuan',
  'gongan',
  'mima',
  'kouling',
  'woaini',
  'zhongguo',
  'beijing',
  'jiangsu',
  'admin',
  'administrator',
  'sysadmin',
  'secadmin',
  'auditor',
];

/** Longer than any dictionary word; what follows cannot make it weaker, and the estimate stays fast. */
const MAX_ESTIMATED = 64;

let estimator: ZxcvbnFactory | undefined;

/** How hard a password is to guess, 0–4; the person's own words and the office's count as known. The dictionaries load at first use. */
export function passwordScore(password: string, known: readonly string[]): number {
  estimator ??= new ZxcvbnFactory({ dictionary: { ...dictionary, office: OFFICE_WORDS }, graphs: adjacencyGraphs });
  return estimator.check([...password].slice(0, MAX_ESTIMATED).join(''), [...known]).score;
}
