namespace LinkAndMatch.Bot.Conversation.Tests.Recognizers;

public sealed class RegionTests
{
    private static readonly Regions s_regions = Recognized.Data.Regions;

    [Theory]
    [InlineData("33", "Jawa Tengah")]
    [InlineData("31", "DKI Jakarta")]
    [InlineData("34", "Daerah Istimewa Yogyakarta")]
    [InlineData("33.28", "Kabupaten Tegal")]
    [InlineData("33.76", "Kota Tegal")]
    [InlineData("31.75", "Kota Administrasi Jakarta Timur")]
    [InlineData("33.28.12", "Talang")]
    [InlineData("33.28.12.2014", "Kaladawa")]
    [InlineData("99.99", "99.99")]
    [InlineData("rubbish", "rubbish")]
    public void A_code_has_the_name_that_people_read(string code, string name) => Assert.Equal(name, s_regions.Name(code));

    [Theory]
    [InlineData("33", "Jawa Tengah")]
    [InlineData("33.28", "Kabupaten Tegal")]
    [InlineData("33.28.12", "Talang, Kabupaten Tegal")]
    [InlineData("33.28.12.2014", "Kaladawa, Talang, Kabupaten Tegal")]
    public void A_full_name_goes_up_to_the_regency(string code, string name) => Assert.Equal(name, s_regions.FullName(code));

    [Theory]
    [InlineData("33.28", "33.28", Nearness.SameRegency)]
    [InlineData("33.28.12", "33.28.11.2001", Nearness.SameRegency)]
    [InlineData("33.28", "33.76", Nearness.SameProvince)]
    [InlineData("33", "33.28", Nearness.SameProvince)]
    [InlineData("33.28", "32.16", Nearness.SameIsland)]
    [InlineData("12.71", "18.71", Nearness.SameIsland)]
    [InlineData("12.71", "21.71", Nearness.OtherIsland)]
    [InlineData("33.28", "64.71", Nearness.OtherIsland)]
    [InlineData("61.71", "64.71", Nearness.SameIsland)]
    [InlineData("51.71", "52.71", Nearness.OtherIsland)]
    [InlineData("", "33.28", Nearness.OtherIsland)]
    public void Nearness_is_said_in_words(string one, string other, Nearness nearness)
    {
        Assert.Equal(nearness, Regions.Nearness(one, other));
        Assert.Equal(nearness, Regions.Nearness(other, one));
    }

    [Fact]
    public void Every_regency_is_found_by_its_own_name()
    {
        foreach (var regency in s_regions.Provinces.SelectMany(p => s_regions.Children(p.Code)))
        {
            Assert.Equal(regency.Code, s_regions.Find(regency.Name, RegionLevel.Regency).Code);
        }
    }

    [Fact]
    public void Every_district_of_a_regency_is_found_by_its_own_name_when_the_regency_is_known()
    {
        foreach (var regency in (string[])["33.28", "32.16", "73.71", "12.07"])
        {
            foreach (var district in s_regions.Children(regency)) Assert.Equal(district.Code, s_regions.Find(district.Name, RegionLevel.District, regency).Code);
        }
    }

    [Fact]
    public void The_tables_hold_all_regions()
    {
        Assert.Equal(38, s_regions.Provinces.Count);
        Assert.Equal(514, s_regions.Provinces.Sum(p => s_regions.Children(p.Code).Count));
        Assert.Equal(18, s_regions.Children("33.28").Count);
        Assert.Equal(19, s_regions.Children("33.28.12").Count);
        Assert.Empty(s_regions.Children("33.28.12.2014"));
    }

    [Fact]
    public void The_regency_named_beside_it_settles_which_district_is_meant()
    {
        Assert.True(s_regions.Find("bojong", RegionLevel.District).IsAmbiguous);
        Assert.Equal("33.28.03", s_regions.Find("bojong, kab tegal", RegionLevel.District).Code);
        Assert.Equal("33.28.12.2009", s_regions.Find("desa kajen, talang", RegionLevel.Village, "33.28").Code);
    }

    [Fact]
    public void A_district_of_another_regency_than_the_known_one_is_not_taken_silently()
    {
        var match = s_regions.Find("comal", RegionLevel.District, "33.28");
        Assert.Null(match.Code);
        Assert.Equal(["33.27.12"], match.Candidates);
    }
}
