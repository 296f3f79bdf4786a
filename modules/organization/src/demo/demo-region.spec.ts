import { describe, expect, it } from 'vitest';
import { shippedRegions } from '../domain/regions.js';
import { isUscc } from '../domain/uscc.js';
import { readDemoRegion } from './demo-region.js';

describe('the demonstration region', () => {
  const demo = readDemoRegion();
  const holders = (post: string): number =>
    demo.people.filter((person) => person.posts.some((held) => held.post === post)).length;

  it('has valid, obviously fictitious codes for its enterprises', () => {
    expect(demo.enterprises).toHaveLength(12);
    for (const enterprise of demo.enterprises) {
      expect(isUscc(enterprise.uscc), enterprise.uscc).toBe(true);
      expect(enterprise.uscc).toContain('XXXX');
      expect(shippedRegions().isWithin(enterprise.region, demo.region)).toBe(true);
      expect(enterprise.people.map((person) => person.post)).toEqual(['ent-principal', 'ent-safety', 'ent-owner']);
    }
  });

  it('has everybody a rectification needs: officers with certificates, chief, section, leaders, three administrators', () => {
    const officers = demo.people.filter((person) => person.posts.some((held) => held.post === 'post-site'));
    expect(officers.length).toBeGreaterThanOrEqual(5);
    expect(officers.every((person) => person.certificate)).toBe(true);
    for (const post of ['post-chief', 'post-review', 'post-decide', 'post-law', 'post-town', 'post-config']) {
      expect(holders(post), post).toBeGreaterThan(0);
    }
    for (const post of ['admin-system', 'admin-security', 'admin-audit']) expect(holders(post), post).toBe(1);
  });

  it('names only posts and organisations that it has, and every login once', () => {
    const organizations = new Set(demo.organizations.map((organization) => organization.id));
    const posts = new Set(demo.posts.map((post) => post.id));
    for (const held of demo.people.flatMap((person) => person.posts)) {
      expect(organizations).toContain(held.organization);
      expect(posts).toContain(held.post);
    }
    const logins = [...demo.people, ...demo.enterprises.flatMap((enterprise) => enterprise.people)].map(
      (person) => person.login,
    );
    expect(new Set(logins).size).toBe(logins.length);
  });
});
