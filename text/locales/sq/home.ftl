### The home page of the platform.

home-title = Premtime vendore, të ndjekura hapur
home-lede = Bashkitë e Partneritetit për Qeverisje të Hapur marrin angazhime bashkë me banorët. Shihni çfarë premtoi secila dhe çfarë ka bërë deri tani.
home-cities = { $count ->
    [0] Asnjë bashki nuk ka publikuar ende plan
    [one] Një bashki ka publikuar planin
   *[other] { $count } bashki kanë publikuar planet e tyre
}
home-list-title = Bashkitë dhe planet e tyre
home-search-label = Gjeni një bashki sipas emrit
home-search-button = Gjej
home-search-found = { $count ->
    [one] Një bashki përputhet me “{ $query }”
   *[other] { $count } bashki përputhen me “{ $query }”
}
home-search-none = Asnjë bashki nuk përputhet me “{ $query }”
home-search-none-text = Kontrolloni shkrimin ose shihni listën e plotë.
home-search-all = Shfaq të gjitha bashkitë
home-column-city = Bashkia
home-column-country = Shteti
home-column-plan = Plani
home-column-state = Gjendja e planit
home-column-milestones = Pika kyçe të përfunduara
home-column-updated = Përditësuar më
home-city-plan = Plani i veprimit { $years }
home-city-no-plan = Ende pa plan të publikuar
home-city-done = { $done } nga { $all } pika kyçe të përfunduara
home-city-late = { $late ->
    [one] 1 me vonesë
   *[other] { $late } me vonesë
}
home-city-not-reported = Pa gjendje të raportuar: { $count } nga { $all }
