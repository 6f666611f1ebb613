// Windows error codes as `sc-win32-status` and Windows itself write them: decimal, signed or not, or
// hexadecimal.

export interface Win32Code {
  /** Unsigned, 0 to 4294967295. */
  readonly value: number;
  readonly symbol: string;
  /** A sentence without its period. */
  readonly meaning: string;
}

type Row = readonly [value: number, symbol: string, meaning: string];

const rows: readonly Row[] = [
  [0, 'ERROR_SUCCESS', 'The operation completed'],
  [1, 'ERROR_INVALID_FUNCTION', 'The function is incorrect'],
  [2, 'ERROR_FILE_NOT_FOUND', 'The file was not found'],
  [3, 'ERROR_PATH_NOT_FOUND', 'The path was not found'],
  [5, 'ERROR_ACCESS_DENIED', 'Access is denied'],
  [13, 'ERROR_INVALID_DATA', 'The data is invalid'],
  [21, 'ERROR_NOT_READY', 'The device is not ready'],
  [33, 'ERROR_LOCK_VIOLATION', 'The configuration section is locked'],
  [50, 'ERROR_NOT_SUPPORTED', 'The request is not supported'],
  [53, 'ERROR_BAD_NETPATH', 'The network path was not found'],
  [64, 'ERROR_NETNAME_DELETED', 'The client closed the connection'],
  [87, 'ERROR_INVALID_PARAMETER', 'A parameter is incorrect'],
  [109, 'ERROR_BROKEN_PIPE', 'The pipe was ended'],
  [121, 'ERROR_SEM_TIMEOUT', 'The network timed out'],
  [126, 'ERROR_MOD_NOT_FOUND', 'A module was not found'],
  [183, 'ERROR_ALREADY_EXISTS', 'The entry exists already'],
  [193, 'ERROR_BAD_EXE_FORMAT', 'The module has the wrong format, such as 32-bit in a 64-bit process'],
  [234, 'ERROR_MORE_DATA', 'More data is available'],
  [267, 'ERROR_DIRECTORY', 'The folder name is invalid'],
  [995, 'ERROR_OPERATION_ABORTED', 'The operation was aborted because of a thread exit or an application request'],
  [1117, 'ERROR_IO_DEVICE', 'An I/O device error occurred'],
  [1168, 'ERROR_NOT_FOUND', 'The element was not found'],
  [1223, 'ERROR_CANCELLED', 'The operation was canceled'],
  [1229, 'ERROR_CONNECTION_INVALID', 'The network connection does not exist'],
  [1236, 'ERROR_CONNECTION_ABORTED', 'The local system aborted the network connection'],
  [1311, 'ERROR_NO_LOGON_SERVERS', 'No domain controller is available'],
  [1314, 'ERROR_PRIVILEGE_NOT_HELD', 'The process does not hold a required privilege'],
  [1326, 'ERROR_LOGON_FAILURE', 'The user name or the password is incorrect'],
  [1327, 'ERROR_ACCOUNT_RESTRICTION', 'An account restriction prevents the sign-in'],
  [1328, 'ERROR_INVALID_LOGON_HOURS', 'The account may not sign in at this time'],
  [1329, 'ERROR_INVALID_WORKSTATION', 'The account may not sign in at this computer'],
  [1330, 'ERROR_PASSWORD_EXPIRED', 'The password of the account has expired'],
  [1331, 'ERROR_ACCOUNT_DISABLED', 'The account is disabled'],
  [1346, 'ERROR_BAD_IMPERSONATION_LEVEL', 'The impersonation level is missing or invalid'],
  [1385, 'ERROR_LOGON_TYPE_NOT_GRANTED', 'The account is not granted this type of logon'],
  [1396, 'ERROR_WRONG_TARGET_NAME', 'The target account name is incorrect'],
  [1793, 'ERROR_ACCOUNT_EXPIRED', 'The account has expired'],
  [1907, 'ERROR_PASSWORD_MUST_CHANGE', 'The password must be changed'],
  [1909, 'ERROR_ACCOUNT_LOCKED_OUT', 'The account is locked out'],
  [0x0009_0312, 'SEC_I_CONTINUE_NEEDED', 'The authentication needs another message'],
  [0x8007_0002, 'HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)', 'The file was not found'],
  [0x8007_0021, 'HRESULT_FROM_WIN32(ERROR_LOCK_VIOLATION)', 'The configuration section is locked'],
  [0x8009_0300, 'SEC_E_INSUFFICIENT_MEMORY', 'Not enough memory is available'],
  [0x8009_0301, 'SEC_E_INVALID_HANDLE', 'The handle is invalid'],
  [0x8009_0302, 'SEC_E_UNSUPPORTED_FUNCTION', 'The function is not supported'],
  [0x8009_0303, 'SEC_E_TARGET_UNKNOWN', 'The target (SPN) is unknown or unreachable'],
  [0x8009_0304, 'SEC_E_INTERNAL_ERROR', 'The Local Security Authority cannot be contacted'],
  [0x8009_0305, 'SEC_E_SECPKG_NOT_FOUND', 'The security package does not exist'],
  [0x8009_0308, 'SEC_E_INVALID_TOKEN', 'The authentication token is invalid'],
  [0x8009_030c, 'SEC_E_LOGON_DENIED', 'The logon was denied'],
  [0x8009_030d, 'SEC_E_UNKNOWN_CREDENTIALS', 'The credentials were not recognized'],
  [0x8009_030e, 'SEC_E_NO_CREDENTIALS', 'No credentials are available; a normal leg of Negotiate and NTLM'],
  [0x8009_030f, 'SEC_E_MESSAGE_ALTERED', 'The message was altered'],
  [0x8009_0311, 'SEC_E_NO_AUTHENTICATING_AUTHORITY', 'No domain controller can be contacted'],
  [0x8009_0317, 'SEC_E_CONTEXT_EXPIRED', 'The security context has expired'],
  [0x8009_0322, 'SEC_E_WRONG_PRINCIPAL', 'The target principal name (SPN) is incorrect'],
  [0x8009_0324, 'SEC_E_TIME_SKEW', 'The clocks of client and server differ too much'],
  [0x8009_0325, 'SEC_E_UNTRUSTED_ROOT', 'The root of the certificate chain is not trusted'],
  [0x8009_0326, 'SEC_E_ILLEGAL_MESSAGE', 'The message is unexpected or malformed'],
  [0x8009_0327, 'SEC_E_CERT_UNKNOWN', 'An unknown error occurred while the certificate was processed'],
  [0x8009_0328, 'SEC_E_CERT_EXPIRED', 'The certificate has expired'],
  [0x8009_0329, 'SEC_E_ENCRYPT_FAILURE', 'The data could not be encrypted'],
  [0x8009_0330, 'SEC_E_DECRYPT_FAILURE', 'The data could not be decrypted'],
  [0x8009_0331, 'SEC_E_ALGORITHM_MISMATCH', 'Client and server have no common algorithm'],
  [0x8009_0345, 'SEC_E_DELEGATION_REQUIRED', 'Delegation is required'],
  [0x8009_0346, 'SEC_E_BAD_BINDINGS', 'The channel bindings of the client do not match (Extended Protection)'],
  [0x8009_0347, 'SEC_E_MULTIPLE_ACCOUNTS', 'The certificate maps to several accounts'],
  [0x8009_0349, 'SEC_E_CERT_WRONG_USAGE', 'The certificate is not valid for this usage'],
  [0x8009_0351, 'SEC_E_SMARTCARD_CERT_REVOKED', 'The certificate used for the logon is revoked'],
  [0x8009_0352, 'SEC_E_ISSUING_CA_UNTRUSTED', 'The CA that issued the certificate is not trusted'],
  [0x8009_0353, 'SEC_E_REVOCATION_OFFLINE_C', 'The revocation status could not be determined'],
  [0x8009_0354, 'SEC_E_PKINIT_CLIENT_FAILURE', 'The client certificate is not trusted for the logon'],
  [0x8009_0355, 'SEC_E_SMARTCARD_CERT_EXPIRED', 'The certificate used for the logon has expired'],
  [0x8009_0356, 'SEC_E_NO_S4U_PROT_SUPPORT', 'The Kerberos protocol has no S4U support at the domain controller'],
  [0x8009_0359, 'SEC_E_ISSUING_CA_UNTRUSTED_KDC', 'The CA of the domain controller certificate is not trusted'],
  [0x8009_2004, 'CRYPT_E_NOT_FOUND', 'The object or property was not found'],
  [0x8009_2010, 'CRYPT_E_REVOKED', 'The certificate is revoked'],
  [0x8009_2011, 'CRYPT_E_NO_REVOCATION_DLL', 'No component was found to verify revocation'],
  [0x8009_2012, 'CRYPT_E_NO_REVOCATION_CHECK', 'The revocation of the certificate could not be checked'],
  [0x8009_2013, 'CRYPT_E_REVOCATION_OFFLINE', 'The revocation server was offline'],
  [0x8009_2014, 'CRYPT_E_NOT_IN_REVOCATION_DATABASE', 'The certificate is not in the revocation database'],
  [0x8009_3102, 'CRYPT_E_ASN1_EOD', 'The ASN.1 data ends unexpectedly'],
  [0x8009_6004, 'TRUST_E_CERT_SIGNATURE', 'The signature of the certificate cannot be verified'],
  [0x800b_0101, 'CERT_E_EXPIRED', 'The certificate has expired or is not yet valid'],
  [0x800b_0102, 'CERT_E_VALIDITYPERIODNESTING', 'The validity periods of the chain do not nest'],
  [0x800b_0106, 'CERT_E_PURPOSE', 'The certificate is used for a purpose that its issuer does not allow'],
  [0x800b_0109, 'CERT_E_UNTRUSTEDROOT', 'The chain ends in a root certificate that is not trusted'],
  [0x800b_010a, 'CERT_E_CHAINING', 'The certificate chain could not be built to a trusted root'],
  [0x800b_010c, 'CERT_E_REVOKED', 'The certificate was revoked by its issuer'],
  [0x800b_010e, 'CERT_E_REVOCATION_FAILURE', 'The revocation check could not be completed'],
  [0x800b_0110, 'CERT_E_WRONG_USAGE', 'The certificate is not valid for the requested usage'],
  [0x800b_0111, 'TRUST_E_EXPLICIT_DISTRUST', 'The certificate is explicitly distrusted'],
  [0x800b_0112, 'CERT_E_UNTRUSTEDCA', 'A CA of the chain is not trusted by the policy provider (NTAuth store)'],
];

/** Every code of the table, ascending. */
export const win32Codes: readonly Win32Code[] = rows.map(([value, symbol, meaning]) => ({ value, symbol, meaning }));

const byValue = new Map(win32Codes.map((code) => [code.value, code]));
const bySymbol = new Map(win32Codes.map((code) => [code.symbol, code]));

/** The code of a value, signed or not; a Win32 error wrapped in an HRESULT (0x8007xxxx) is unwrapped. */
export function win32Code(value: number): Win32Code | null {
  const unsigned = value >>> 0;
  const known = byValue.get(unsigned);
  if (known !== undefined || unsigned >>> 16 !== 0x8007) return known ?? null;
  const inner = byValue.get(unsigned & 0xffff);
  return inner === undefined
    ? null
    : { value: unsigned, symbol: `HRESULT_FROM_WIN32(${inner.symbol})`, meaning: inner.meaning };
}

/**
 * The unsigned value of a code as people write it: `2148204809`, `-2146762487`, `0x800B0109` or its symbol in
 * any case; null where the text is none of these.
 */
export function parseWin32(text: string): number | null {
  const trimmed = text.trim();
  if (/^0x[0-9a-f]{1,8}$/i.test(trimmed)) return Number(trimmed);
  if (/^-?\d{1,10}$/.test(trimmed)) {
    const value = Number(trimmed);
    return value < -0x8000_0000 || value > 0xffff_ffff ? null : value >>> 0;
  }
  return bySymbol.get(trimmed.toUpperCase())?.value ?? null;
}

/** `0x800B0109`: eight upper-case digits for what is not a plain Win32 error, else as few as it takes. */
export function win32Hex(value: number): string {
  const digits = (value >>> 0).toString(16).toUpperCase();
  return `0x${value >>> 0 > 0xffff ? digits.padStart(8, '0') : digits}`;
}
