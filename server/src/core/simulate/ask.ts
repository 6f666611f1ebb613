// Questions of the table with the names of this server and this client in their commands, so that they can be
// pasted as they are.
import { userPrincipalNames } from '../certificate/meaning/strong-mapping.js';
import type { SimulatedRequest } from './model.js';
import { questionOf, type Question, type QuestionId } from './questions.js';
import { applicationOf, type Target } from './target.js';

/**
 * Names that a command can hold as they are; others are hostile or need quotes, and the sample's name stays.
 */
const plainUser = /^[\w.+-]{1,64}@[\w.-]{1,255}$/;
const plainHost = /^(?=.*\.)[a-z0-9.-]{1,255}$/;
const plainFile = /^[\w-][\w.-]{0,63}\.(?:cer|crt|der|pem)$/;
const plainFolder = /^[a-z]:(?:\\[\w .()-]{1,64}){2,16}$/i;

/** `target` is null where no site takes the request. */
export function asker(
  request: SimulatedRequest | null,
  target: Target | null,
  hasUnreadNetsh = false,
): (id: QuestionId) => Question {
  const user = request?.certificate ? (userPrincipalNames(request.certificate.certificate)[0] ?? '') : '';
  const host = request?.host ?? '';
  const folder = target ? folderOf(target) : '';
  const file = request?.certificate?.uri.split('/').at(-1) ?? '';
  return (id) => {
    const question = questionOf(id, hasUnreadNetsh);
    let { command, saveAs, why } = question;
    if (plainUser.test(user)) command = command.replaceAll('alice@contoso.com', user);
    else if (command.includes('alice@contoso.com')) why += ' Replace "alice@contoso.com" with the user.';
    if (plainHost.test(host)) command = command.replaceAll('mail.contoso.com', host);
    else if (command.includes('mail.contoso.com')) why += ' Replace "mail.contoso.com" with the name of the server.';
    if (id === 'revocation') {
      if (plainFile.test(file)) command = command.replace('device.cer', file);
      else why += ' "device.cer" is the certificate of a mobile device that fails.';
    }
    if (id === 'configurationOfPath' && plainFolder.test(folder)) {
      const last = folder.split('\\').slice(-2);
      command = `Copy-Item '${folder}\\web.config' (New-Item '${last.join('\\')}' -ItemType Directory -Force)`;
      saveAs = `${last.join('/')}/web.config`;
    }
    return { ...question, why, command, saveAs };
  };
}

function folderOf(target: Target): string {
  const directories = applicationOf(target)?.virtualDirectories ?? [];
  return directories.find(({ path }) => path.value === '/')?.physicalPath.value ?? '';
}
