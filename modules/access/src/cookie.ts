/** Name of the session cookie. The host sets it HttpOnly, SameSite=Lax, for the whole site. */
export const SESSION_COOKIE = 'anliu_session';
