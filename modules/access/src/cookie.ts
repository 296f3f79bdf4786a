/** Name of the session cookie. The host sets it HttpOnly, SameSite=Lax, for the whole site. */
export const SESSION_COOKIE = 'anliu_session';
/** Name of the cookie that tells a browser somebody has logged in with; it opens nothing. */
export const DEVICE_COOKIE = 'anliu_device';
