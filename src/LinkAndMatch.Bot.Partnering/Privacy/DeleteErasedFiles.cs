using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Privacy;

/// <summary>
/// Deletes pictures of erased firms. Files are no part of a transaction, so this runs after it, inside a <see cref="StoreTransaction"/> of its own; doing it twice does no harm.
/// </summary>
public sealed class DeleteErasedFiles(PartnershipStore store, IFileStore files)
{
    /// <returns>How many files went. One that another product shows, too, stays.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var deleted = 0;
        foreach (var tombstone in (await store.Tombstones.ToListAsync(cancellation)).Where(t => t.Files.Count > 0))
        {
            foreach (var hash in tombstone.Files)
            {
                if (await store.ProductPhotos.AnyAsync(p => p.Hash == hash, cancellation)) continue;
                await files.DeleteAsync(hash, cancellation);
                deleted++;
            }

            tombstone.Files = [];
        }

        return deleted;
    }
}
