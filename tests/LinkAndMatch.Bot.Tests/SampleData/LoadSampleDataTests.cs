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
        var samples = new LoadSampleData(stores, TimeProvider.System);
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
}
