using System.Collections.Concurrent;
using System.Globalization;

namespace LinkAndMatch.Bot.FakeTelegram.Record;

/// <summary>Files by their id: what people sent and what the bot uploaded.</summary>
internal sealed class StoredFiles
{
    private readonly ConcurrentDictionary<string, StoredFile> _byId = new();
    private readonly ConcurrentDictionary<string, StoredFile> _byPath = new();
    private int _count;

    public StoredFile Add(byte[] bytes, string folder, string extension)
    {
        var number = Interlocked.Increment(ref _count);
        var id = string.Create(CultureInfo.InvariantCulture, $"FAKE{folder}{number:D8}");
        var file = new StoredFile(id, string.Create(CultureInfo.InvariantCulture, $"U{number:D8}"), string.Create(CultureInfo.InvariantCulture, $"{folder}/file_{number}{extension}"), bytes);
        _byId[id] = file;
        _byPath[file.Path] = file;
        return file;
    }

    public StoredFile? Find(string? id) => id is not null && _byId.TryGetValue(id, out var file) ? file : null;

    public StoredFile? FindByPath(string path) => _byPath.GetValueOrDefault(path);
}

/// <summary>One file.</summary>
internal sealed record StoredFile(string Id, string UniqueId, string Path, byte[] Bytes);
