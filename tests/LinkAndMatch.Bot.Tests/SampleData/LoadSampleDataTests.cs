using LinkAndMatch.Bot.Partnering;
using LinkAndMatch.Bot.Partnering.Needs;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.SampleData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LinkAndMatch.Bot.Tests.SampleData;

public class LoadSampleDataTests
{
    [Fact]
    public async Task A_first_start_loads_invented_industries_and_needs_once_and_no_real_firm()
    {
        await using var services = new ServiceCollection()
            .AddPartnering(new StoreOptions { Provider = StoreProvider.InMemory, ConnectionString = Guid.NewGuid().ToString("N") }).BuildServiceProvider();
        var stores = services.GetRequiredService<IDbContextFactory<PartnershipStore>>();
        var samples = new LoadSampleData(stores, services.GetRequiredService<StoreLock>(), TimeProvider.System);
        var cancellation = TestContext.Current.CancellationToken;

        var loaded = await samples.LoadAsync(cancellation);

        Assert.True(loaded > 40);
        Assert.Equal(0, await samples.LoadAsync(cancellation));
        await using var store = await stores.CreateDbContextAsync(cancellation);
        Assert.All(await store.Industries.ToListAsync(cancellation), i => Assert.True(i.Sample && i.Name.Contains("Contoh", StringComparison.Ordinal)));
        var needs = await store.Needs.ToListAsync(cancellation);
        Assert.Equal(loaded, needs.Count);
        Assert.All(needs, n => Assert.True(n.Sample));
        Assert.Contains(needs, n => n.Status == NeedStatus.Open && n.RequiredCertificates.Contains("iso9001"));
        Assert.Contains(needs, n => n.Title == "Tromol besi cor" && n.Tolerance == 0.05m && n.VolumeAmount == 3000);
    }

    [Fact]
    public async Task Bots_that_start_together_load_the_samples_once()
    {
        var file = Path.Combine(Path.GetTempPath(), $"linkandmatch-{Guid.NewGuid():N}.db");
        var cancellation = TestContext.Current.CancellationToken;
        var loaded = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var services = new ServiceCollection()
                .AddPartnering(new StoreOptions { Provider = StoreProvider.Sqlite, ConnectionString = $"Data Source={file};Pooling=False" }).BuildServiceProvider();
            await services.GetRequiredService<StoreMigration>().ApplyAsync(cancellation);
            return await new LoadSampleData(
                services.GetRequiredService<IDbContextFactory<PartnershipStore>>(), services.GetRequiredService<StoreLock>(), TimeProvider.System).LoadAsync(cancellation);
        })));

        Assert.Single(loaded, n => n > 0);
        foreach (var left in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(file) + "*")) File.Delete(left);
    }
}
