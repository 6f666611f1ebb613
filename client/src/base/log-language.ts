// The id of the language of logs.

export const logLanguage = 'iis-log';
