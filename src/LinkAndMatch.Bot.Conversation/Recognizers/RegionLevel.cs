namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>The levels of Indonesia's regions, from large to small: provinsi, kabupaten/kota, kecamatan, desa/kelurahan.</summary>
public enum RegionLevel { Province, Regency, District, Village }
