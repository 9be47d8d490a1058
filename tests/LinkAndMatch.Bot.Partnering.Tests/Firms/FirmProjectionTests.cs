using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;

namespace LinkAndMatch.Bot.Partnering.Tests.Firms;

public class FirmProjectionTests
{
    [Fact]
    public void Nothing_public_leads_to_a_person()
    {
        Assert.Equal(
            ["Id", "Name", "LegalForm", "Region", "Sector", "Founded", "Workers", "Certificates", "Machines", "NibChecked", "Sample"],
            typeof(PublicFirm).GetProperties().Select(p => p.Name));
        Assert.DoesNotContain(typeof(PublicFirm).GetProperties(), p => new[] { typeof(PhoneNumber), typeof(PhoneNumber?), typeof(Nib), typeof(Nib?), typeof(Ikm) }.Contains(p.PropertyType));
        Assert.Equal(["Firm", "Owner", "Phone"], typeof(PartnerFirm).GetProperties().Select(p => p.Name));
    }

    [Fact]
    public async Task A_partner_sees_the_phone_only_between_the_agreement_and_its_end()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await desk.RequestedAsync();
        var introduction = CompactId.Read(id)!.Value;
        Assert.Null(await desk.ReadAsync(s => s.PartnerFirmAsync(introduction, desk.Now, default)));
        await desk.DoneAsync(desk.Officer("introductions.approve", id));
        await desk.DoneAsync(desk.Officer("introductions.industry_agreed", id));
        Assert.Equal("+6281234500001", (await desk.ReadAsync(s => s.PartnerFirmAsync(introduction, desk.Now, default)))!.Phone.E164);

        await desk.DoneAsync(desk.Request("introductions.withdraw", "1") with { Subject = id });
        Assert.Null(await desk.ReadAsync(s => s.PartnerFirmAsync(introduction, desk.Now, default)));
    }

    [Fact]
    public async Task Staff_see_the_whole_firm_and_the_public_at_most_ten()
    {
        await using var desk = await Desk.OpenAsync();
        for (var i = 1; i <= 12; i++) await desk.RegisterAsync($"{i}");
        Assert.Equal(10, (await desk.ReadAsync(s => s.PublicFirmsAsync(default, 100))).Count);
        var id = await desk.ReadAsync(s => s.Ikms.Select(i => i.Id).FirstAsync());
        Assert.StartsWith("Slamet", (await desk.ReadAsync(s => s.StaffFirmAsync(id, default)))!.Owner, StringComparison.Ordinal);
    }
}
