/** Only addresses of this application: an address that leads elsewhere is not followed after login. */
export const ownAddress = (to: unknown): string =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/login') ? to : '/';
