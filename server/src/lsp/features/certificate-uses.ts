// Where the servers of the workspace refer to certificates, for the client that has the certificates.
import { noUses, type CertificateUses } from '../../core/face/certificates.js';
import type { Place } from '../../core/text/range.js';
import { certificateUsesRequest, type ProtocolCertificateUses, type ProtocolPlace } from '../../protocol.js';
import { placeOf } from '../convert.js';
import { onCustomRequest } from '../custom-request.js';
import type { Session } from '../session.js';
import type { Snapshot } from '../snapshot.js';

/** What is in files that are none of the snapshot's any more is left out. */
function inLines(snapshot: Snapshot, uses: CertificateUses<Place>): ProtocolCertificateUses {
  const placed = <T extends { readonly at: Place }>(
    use: T,
  ): readonly (Omit<T, 'at'> & { readonly at: ProtocolPlace })[] => {
    const at = placeOf(snapshot, use.at);
    return at ? [{ ...use, at }] : [];
  };
  return {
    serverNames: uses.serverNames,
    records: uses.records.flatMap((record) => placed({ ...record, bindings: record.bindings.flatMap(placed) })),
    oneToOne: uses.oneToOne.flatMap(placed),
    manyToOne: uses.manyToOne.flatMap(placed),
  };
}

export function registerCertificateUses({ connection, workspace, run }: Session): void {
  onCustomRequest(connection, certificateUsesRequest, (_, token) =>
    run(certificateUsesRequest, token, noUses, async () => {
      const snapshot = await workspace.snapshot();
      return inLines(snapshot, snapshot.project.certificateUses());
    }),
  );
}
