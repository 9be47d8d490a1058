using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Conversation.Turns;
using Microsoft.EntityFrameworkCore;

namespace LinkAndMatch.Bot.Partnering.Tests.Products;

public class ProductTests
{
    [Fact]
    public async Task A_described_product_is_listed_read_edited_and_withdrawn()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        var id = await desk.DescribeAsync("1");

        var item = Assert.Single(await desk.ListAsync("products.mine", "1"));
        Assert.Equal(id, item.Id);
        Assert.Equal(["aa", "bb"], item.Photos);

        var read = Assert.Single(await desk.ListAsync("products.read", "1", ("product", id)));
        var edited = read.Values!.Select(v => (v.Key, v.Key switch
        {
            "photos" => new SlotValue.Files(["bb", "cc"]),
            "capacity" => new SlotValue.Amount(new Quantity(2, "ton", "week")),
            _ => v.Value,
        })).ToArray();
        await desk.DoneAsync(desk.Request("products.update", "1", edited) with { Arguments = new Dictionary<string, string> { ["product"] = id } });
        var product = await desk.ReadAsync(s => s.Products.Include(p => p.Photos).SingleAsync());
        Assert.Equal(new Quantity(2, "ton", "week"), product.Capacity);
        Assert.Equal(["bb", "cc"], product.Photos.OrderBy(p => p.Position).Select(p => p.Hash));

        await desk.DoneAsync(desk.Request("products.withdraw", "1") with { Subject = id });
        Assert.Empty(await desk.ListAsync("products.mine", "1"));
        Assert.Equal("product_gone", await desk.RefusedAsync(desk.Request("products.withdraw", "1") with { Subject = id }));
    }

    [Fact]
    public async Task Another_firms_product_is_not_found()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        await desk.RegisterAsync("2");
        var id = await desk.DescribeAsync("1");
        var need = await desk.NeedAsync();

        Assert.Empty(await desk.ListAsync("products.read", "2", ("product", id)));
        Assert.Empty(await desk.ListAsync("matches.best", "2", ("product", id)));
        Assert.Equal("product_gone", await desk.RefusedAsync(desk.Request("products.withdraw", "2") with { Subject = id }));
        Assert.Equal("product_gone", await desk.RefusedAsync(desk.Wish("2", id, need)));
    }

    [Fact]
    public async Task The_same_run_of_the_form_makes_one_product()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        var request = desk.Description("1", "Braket");
        var first = await desk.DoneAsync(request);
        var second = await desk.DoneAsync(request);
        Assert.Equal(first.Named["product"], second.Named["product"]);
        Assert.Equal(1, await desk.ReadAsync(s => s.Products.CountAsync()));
    }
}
