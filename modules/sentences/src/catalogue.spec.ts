import { describe, expect, it } from 'vitest';
import { asText, catalogue, sentenceOf, SEMICOLON, spoken, together, withoutStop, type Sentence } from './index.js';

const say = catalogue('rooms', {
  closed: ['房间已关闭。', 'The room is closed.'],
  full: ['{room}最多 {max} 人：{people}。', '{room} takes {max} people at most: {people}.'],
  hall: ['大厅', 'The hall'],
});

describe('a catalogue of sentences', () => {
  it('says the same in the language that is asked for', () => {
    expect(say.closed.in('zh')).toBe('房间已关闭。');
    expect(say.closed.in('en')).toBe('The room is closed.');
    expect(say.closed.key).toBe('rooms.closed');
  });

  it('fills places with data as it is, with sentences in the same language and with lists', () => {
    const full = say.full({ room: say.hall, max: 2, people: ['张{max}', say.hall] });
    expect(full.in('zh')).toBe('大厅最多 2 人：张{max}、大厅。');
    expect(full.in('en')).toBe('The hall takes 2 people at most: 张{max}, The hall.');
  });

  it('does not compile with an unknown name, a place that is not filled, or languages that differ in their places', () => {
    // @ts-expect-error there is no such sentence
    expect(say.open).toBeUndefined();
    // @ts-expect-error `people` is missing
    const sentence: Sentence = say.full({ room: '甲', max: 1 });
    expect(sentence.in('zh')).toBe('甲最多 1 人：{people}。');
    // @ts-expect-error the English one has another place
    catalogue('rooms', { lost: ['找不到 {room}。', 'There is no {place}.'] });
  });
});

describe('an answer with sentences', () => {
  it('is told in one language however deep they lie, and in Chinese where nobody chose one', () => {
    const answer = { no: 1, problems: [{ message: say.closed, at: new Date(0), plain: '原样' }] };
    expect(spoken(answer, 'en')).toBe(
      '{"no":1,"problems":[{"message":"The room is closed.","at":"1970-01-01T00:00:00.000Z","plain":"原样"}]}',
    );
    expect(JSON.parse(JSON.stringify(answer))).toMatchObject({ problems: [{ message: '房间已关闭。' }] });
    expect(`${say.closed.toString()}`).toBe('房间已关闭。');
    expect(spoken(undefined, 'en')).toBeUndefined();
  });

  it('joins several into one', () => {
    const both = together([say.closed, '原样', say.hall]);
    expect(both.in('zh')).toBe('房间已关闭。 原样 大厅');
    expect(both.in('en')).toBe('The room is closed. 原样 The hall');
  });

  it('holds sentences without their stops', () => {
    const both = together([say.closed, '原样。', say.hall].map(withoutStop), SEMICOLON);
    expect(both.in('zh')).toBe('房间已关闭；原样；大厅');
    expect(both.in('en')).toBe('The room is closed; 原样; The hall');
  });

  it('finds a sentence again that went through a library as a text', () => {
    expect(sentenceOf(asText(say.closed))).toBe(say.closed);
    expect(sentenceOf('a text nobody gave')).toBeUndefined();
  });
});
